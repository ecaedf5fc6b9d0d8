import { describe, expect, it } from 'vitest';
import { type Project, upstream } from '../../src/index.js';
import { loadProject } from '../../src/node/project/load-project.js';
import { edges } from './shop.js';

async function load(path: string): Promise<Project> {
  const loaded = await loadProject(path, { dialect: 'duckdb' });
  if ('problem' in loaded) throw new Error(loaded.problem);
  return loaded.project;
}

/** `model.column: seed.column, …` for every column of every model: where its values come from in the end. */
function roots({ graph, units }: Project): string[] {
  const short = (dataset: string | null) => dataset?.split('.').pop();
  return units
    .filter(({ unit }) => unit.kind === 'model' || unit.kind === 'snapshot')
    .flatMap(({ unit, columns }) =>
      columns.map((column) => {
        const above = upstream(graph, { dataset: unit.dataset, column }, { direct: true });
        const ends = above.filter(({ key, hops }) => hops > 0 && graph.graph.inDegree(key) === 0);
        return `${unit.name}.${column}: ${ends.map((end) => `${short(end.dataset)}.${end.column}`).join(', ')}`;
      }),
    )
    .sort();
}

describe('samples/dbt', () => {
  it('comes to the same as it stands and as dbt compiled it', async () => {
    const [folder, artifacts] = [await load('samples/dbt'), await load('samples/dbt/artifacts/manifest.json')];
    const plain = (project: Project) => edges(project).map((edge) => edge.replaceAll('bikes.main.', '').replaceAll('bikes.', ''));
    expect(plain(artifacts)).toEqual(plain(folder));
    expect(artifacts.consumers.map(({ kind, type }) => [kind, type]).sort()).toEqual(
      folder.consumers.map(({ kind, type }) => [kind, type]).sort(),
    );
  });

  it('every column ends at columns of seeds and sources, and constants and the number of rides at none', async () => {
    expect(roots(await load('samples/dbt/artifacts/manifest.json'))).toEqual([
      'bike_care.bike_id: raw_rides.bike',
      'bike_care.repair_cost: repairs.cost',
      'bike_care.rides: raw_rides.ride_id',
      'rides.bike_id: raw_rides.bike',
      'rides.end_station: raw_stations.name',
      'rides.end_station_id: raw_rides.end_station',
      'rides.ended_at: raw_rides.ended_at',
      'rides.price: raw_rides.price_cents',
      'rides.ride_id: raw_rides.ride_id',
      'rides.rider_kind: ',
      'rides.start_station: raw_stations.name',
      'rides.start_station_id: raw_rides.start_station',
      'rides.started_at: raw_rides.started_at',
      'station_income.guest_income: raw_rides.price_cents',
      'station_income.member_income: raw_rides.price_cents',
      'station_income.rides: ',
      'station_income.start_station: raw_stations.name',
      'stations_history.district: raw_stations.district',
      'stations_history.station_id: raw_stations.id',
      'stations_history.station_name: raw_stations.name',
      'stg_repairs.bike_id: repairs.bike_id',
      'stg_repairs.cost: repairs.cost',
      'stg_repairs.finished_at: repairs.finished_at',
      'stg_repairs.repair_id: repairs.repair_id',
      'stg_rides.bike_id: raw_rides.bike',
      'stg_rides.end_station_id: raw_rides.end_station',
      'stg_rides.ended_at: raw_rides.ended_at',
      'stg_rides.price: raw_rides.price_cents',
      'stg_rides.ride_id: raw_rides.ride_id',
      'stg_rides.rider_kind: ',
      'stg_rides.start_station_id: raw_rides.start_station',
      'stg_rides.started_at: raw_rides.started_at',
      'stg_stations.district: raw_stations.district',
      'stg_stations.station_id: raw_stations.id',
      'stg_stations.station_name: raw_stations.name',
    ]);
  });
});
