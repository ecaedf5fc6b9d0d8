{{ config(materialized='incremental', unique_key='ride_id') }}

select
    r.*,
    s.station_name as start_station,
    e.station_name as end_station
from {{ ref('stg_rides') }} r
left join {{ ref('stg_stations') }} s on s.station_id = r.start_station_id
left join {{ ref('stg_stations') }} e on e.station_id = r.end_station_id
{% if is_incremental() %}
where r.started_at > (select max(started_at) from {{ this }})
{% endif %}
