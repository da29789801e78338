"""The home page, which asks what one wants to do."""

from flask import Blueprint, render_template

from hiring.web.access import open_here

blueprint = Blueprint("home", __name__)
open_here(blueprint)


@blueprint.get("/")
def doors() -> str:
    """Show the three doors."""
    return render_template("home/doors.html")
