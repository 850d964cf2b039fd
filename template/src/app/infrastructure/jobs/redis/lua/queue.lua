-- What the scripts share. KEYS[1] is how the names of all keys begin, so all are in one slot.
-- Instants are whole microseconds since 1970, by the clock of the server.
--
--   job:<id>                             what is known about a job
--   all                                  the jobs, by identifier
--   group:<status>:<priority>:<type>     each job is in one of them, ordered by when it is due; those
--                                        that wait behind others of their line are in `held`
--   groups                               those that are not empty
--   scheduled, kept, leases:<type>       jobs by the instant at which something is to be done
--   worker:<name>                        what a worker holds
--   unique:<value>                       the job that has this key
--   line:<key>                           jobs with this ordering key, by number, until they have ended
--   bell:<type>                          wakes workers that wait for work
local root = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
-- More workers than this are not woken by one batch of jobs; the others look for work now and then.
local MOST_RINGS = 64
-- How long what was cancelled can be looked at.
local CANCELLED_KEPT = 86400 * 1000000

local function whole(number)
  return string.format('%.0f', number)
end

local function job_key(id)
  return root .. ':job:' .. id
end

local function group_key(status, priority, kind)
  return root .. ':group:' .. status .. ':' .. priority .. ':' .. kind
end

local function ring(kind)
  local bell = root .. ':bell:' .. kind
  if redis.call('LLEN', bell) < MOST_RINGS then
    redis.call('RPUSH', bell, 1)
  end
end

local function line_key(key)
  return root .. ':line:' .. key
end

local function first_of(line)
  return redis.call('ZRANGE', line, 0, 0)[1]
end

local function leave(id)
  local found = redis.call('HMGET', job_key(id), 'status', 'priority', 'type', 'is_held')
  local place = found[4] and 'held' or found[1]
  local group = group_key(place, found[2], found[3])
  redis.call('ZREM', group, id)
  redis.call('ZREM', root .. ':scheduled', id)
  redis.call('HDEL', job_key(id), 'is_held')
  if redis.call('EXISTS', group) == 0 then
    redis.call('SREM', root .. ':groups', place .. ':' .. found[2] .. ':' .. found[3])
  end
end

local function enter(id, status)
  redis.call('HSET', job_key(id), 'status', status)
  local found = redis.call('HMGET', job_key(id), 'priority', 'type', 'due_at', 'ordering_key')
  local place = status
  if status == 'waiting' and found[4] and first_of(line_key(found[4])) ~= id then
    place = 'held'
    redis.call('HSET', job_key(id), 'is_held', 1)
  end
  redis.call('ZADD', group_key(place, found[1], found[2]), found[3], id)
  redis.call('SADD', root .. ':groups', place .. ':' .. found[1] .. ':' .. found[2])
  if place == 'scheduled' then
    redis.call('ZADD', root .. ':scheduled', found[3], id)
  elseif place == 'waiting' then
    ring(found[2])
  end
end

-- To be called before a job enters the queue.
local function line_up(id)
  local key = redis.call('HGET', job_key(id), 'ordering_key')
  if key then
    local last = redis.call('ZRANGE', line_key(key), -1, -1, 'WITHSCORES')[2] or 0
    redis.call('ZADD', line_key(key), whole(last + 1), id)
    redis.call('HSET', job_key(id), 'ordering_number', whole(last + 1))
  end
end

-- Lets in who is first now.
local function leave_line(id)
  local key = redis.call('HGET', job_key(id), 'ordering_key')
  if key and redis.call('ZREM', line_key(key), id) == 1 then
    local first = first_of(line_key(key))
    if first and redis.call('HGET', job_key(first), 'is_held') then
      leave(first)
      enter(first, 'waiting')
    end
  end
end
