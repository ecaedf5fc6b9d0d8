select
    rides.bike_id,
    count(distinct rides.ride_id) as rides,
    sum(repairs.cost) as repair_cost
from {{ ref('rides') }} as rides
left join {{ ref('stg_repairs') }} as repairs on repairs.bike_id = rides.bike_id
group by rides.bike_id
