local HAS_ENDED = { succeeded = true, dead = true, cancelled = true }
local forgotten = 0
for _, id in ipairs(ARGV) do
  if HAS_ENDED[redis.call('HGET', job_key(id), 'status')] then
    forget(id)
    forgotten = forgotten + 1
  end
end
return forgotten
