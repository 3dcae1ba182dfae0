analyze staged, delivered
