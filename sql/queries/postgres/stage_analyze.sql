analyze staged
