select id as station_id, name as station_name, district from {{ ref('raw_stations') }}
