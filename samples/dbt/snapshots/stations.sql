{% snapshot stations_history %}
{{ config(unique_key='station_id', strategy='check', check_cols='all') }}
select * from {{ ref('stg_stations') }}
{% endsnapshot %}
