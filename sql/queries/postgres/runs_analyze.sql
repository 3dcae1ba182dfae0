analyze run, run_job, coverage_version, coverage_time, seller_version, finding, finding_version, resolution, plan_version, plan_item
