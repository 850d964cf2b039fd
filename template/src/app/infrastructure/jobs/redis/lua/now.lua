return whole(now)
