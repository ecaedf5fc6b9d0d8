with source as (
    select * from {{ ref('raw_rides') }}
),

renamed as (
    select
        ride_id,
        bike as bike_id,
        started_at,
        ended_at,
        start_station as start_station_id,
        end_station as end_station_id,
        case when member then 'member' else 'guest' end as rider_kind,
        {{ euros('price_cents') }} as price
    from source
)

select * from renamed
