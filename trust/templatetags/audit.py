"""`{% audit_history record %}`: who did what to a record, in a template of the admin."""

from django import template

from trust.audit.panels import history_of

register = template.Library()


@register.inclusion_tag("trust/audit/history.html", takes_context=True)
def audit_history(context, record):
    return {"history": history_of(record, user=context["request"].user)}
