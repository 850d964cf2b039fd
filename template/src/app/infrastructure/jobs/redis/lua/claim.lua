local worker, lease, floor, limit = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local LOWEST = 3
local claimed = {}

local function take(id)
  leave(id)
  local key = job_key(id)
  redis.call('HINCRBY', key, 'fence', 1)
  redis.call('HINCRBY', key, 'attempt', 1)
  redis.call('HSET', key, 'worker', worker, 'started_at', whole(now), 'note', '')
  redis.call('HDEL', key, 'progress')
  enter(id, 'running')
  redis.call('SADD', root .. ':worker:' .. worker, id)
  local job =
    redis.call('HMGET', key, 'fence', 'attempt', 'type', 'version', 'payload', 'priority', 'request_id')
  redis.call('ZADD', root .. ':leases:' .. job[3], whole(now + lease), id)
  table.insert(job, 1, id)
  return job
end

local function older_first(one, other)
  if one.due == other.due then
    return one.id < other.id
  end
  return one.due < other.due
end

-- Returns the oldest of each type: the oldest of all are among them.
local function candidates(priority, wanted)
  local found = {}
  for at = 5, #ARGV do
    local group = group_key('waiting', priority, ARGV[at])
    local heads = redis.call('ZRANGE', group, 0, wanted - 1, 'WITHSCORES')
    for head = 1, #heads, 2 do
      found[#found + 1] = { id = heads[head], due = tonumber(heads[head + 1]) }
    end
  end
  table.sort(found, older_first)
  return found
end

for priority = floor, LOWEST do
  local wanted = limit - #claimed
  if wanted == 0 then
    break
  end
  for at, job in ipairs(candidates(priority, wanted)) do
    if at > wanted then
      break
    end
    claimed[#claimed + 1] = take(job.id)
  end
end
if floor == 0 and #claimed < limit then
  -- Nothing waits any more, so nobody is to be woken.
  for at = 5, #ARGV do
    redis.call('DEL', root .. ':bell:' .. ARGV[at])
  end
end
return claimed
