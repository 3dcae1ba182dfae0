analyze run, run_job, coverage, finding, finding_version, resolution, plan_version, plan_item
