(take) from resolution where run < ?
