local id = ARGV[1]
local status = redis.call('HGET', job_key(id), 'status')
if status == 'scheduled' then
  leave(id)
  redis.call('HSET', job_key(id), 'due_at', whole(now))
  enter(id, 'waiting')
end
return status
