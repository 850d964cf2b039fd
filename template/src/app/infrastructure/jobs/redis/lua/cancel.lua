local id = ARGV[1]
local status = redis.call('HGET', job_key(id), 'status')
if status == 'scheduled' or status == 'waiting' then
  finish(id, 'cancelled', CANCELLED_KEPT, true)
  return 'cancelled'
elseif status == 'running' then
  redis.call('HSET', job_key(id), 'cancel_requested', 1)
  return 'requested'
end
return status and 'too_late'
