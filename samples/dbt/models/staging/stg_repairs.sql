{{ config(tags=['workshop']) }}
select * from {{ source('workshop', 'repairs') }}
