local held = {}
for _, id in ipairs(redis.call('SMEMBERS', root .. ':worker:' .. ARGV[1])) do
  local found = redis.call('HMGET', job_key(id), 'fence', 'cancel_requested')
  held[#held + 1] = { id, found[1], found[2] }
end
return held
