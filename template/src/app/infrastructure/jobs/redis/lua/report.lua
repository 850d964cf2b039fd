local id, fence, progress, note = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local found = redis.call('HMGET', job_key(id), 'status', 'fence')
if found[1] == 'running' and found[2] == fence then
  redis.call('HSET', job_key(id), 'progress', progress, 'note', note)
end
