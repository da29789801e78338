"""The home page, which asks what one wants to do."""

from flask import Blueprint, render_template

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def doors() -> str:
    """Show the three doors."""
    return render_template("home/doors.html")
