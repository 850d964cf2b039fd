-- Returns whether a job of these types waits, and in how many microseconds the next one is due.
local is_waiting = 0
for _, kind in ipairs(ARGV) do
  for priority = 0, 3 do
    is_waiting = is_waiting + redis.call('EXISTS', group_key('waiting', priority, kind))
  end
end
local coming = redis.call('ZRANGE', root .. ':scheduled', 0, 0, 'WITHSCORES')
return { is_waiting, coming[2] and whole(coming[2] - now) or false }
