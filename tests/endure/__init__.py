"""Power cuts, full disks and failing disks, made by a shim between a process and the C library."""
