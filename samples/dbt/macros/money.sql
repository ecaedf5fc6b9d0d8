{% macro euros(column, digits=2) %}round({{ column }} / 100.0, {{ digits }}){% endmacro %}

{% macro rider_kinds() %}{{ return(['member', 'guest']) }}{% endmacro %}
