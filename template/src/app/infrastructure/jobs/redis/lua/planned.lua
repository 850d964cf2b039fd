for _, schedule in ipairs(ARGV) do
  redis.call('HSETNX', root .. ':schedules', schedule, whole(now))
end
return redis.call('HMGET', root .. ':schedules', unpack(ARGV))
