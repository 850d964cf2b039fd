local revived = 0
for _, id in ipairs(ARGV) do
  if redis.call('HGET', job_key(id), 'status') == 'dead' then
    leave(id)
    redis.call('HSET', job_key(id), 'due_at', whole(now), 'attempt', 0, 'cancel_requested', 0)
    redis.call('HDEL', job_key(id), 'ended_at')
    local key = redis.call('HGET', job_key(id), 'unique_key')
    if key and redis.call('GET', root .. ':unique:' .. key) == id then
      redis.call('PERSIST', root .. ':unique:' .. key)
    end
    line_up(id)
    enter(id, 'waiting')
    revived = revived + 1
  end
end
return revived
