local worker, lease = ARGV[1], ARGV[2]
for _, id in ipairs(redis.call('SMEMBERS', root .. ':worker:' .. worker)) do
  local kind = redis.call('HGET', job_key(id), 'type')
  redis.call('ZADD', root .. ':leases:' .. kind, whole(now + lease), id)
end
