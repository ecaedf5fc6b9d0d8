select
    start_station,
    count(*) as rides,
    {% for kind in rider_kinds() %}
    sum(case when rider_kind = '{{ kind }}' then price end) as {{ kind }}_income{{ ',' if not loop.last }}
    {% endfor %}
from {{ ref('rides') }}
group by start_station
