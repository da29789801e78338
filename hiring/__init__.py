"""Everything for hiring Account Executives, from one checked model of the job."""

__version__ = "0.1.0"
