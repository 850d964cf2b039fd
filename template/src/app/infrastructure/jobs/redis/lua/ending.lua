-- How runs and jobs come to their ends, and jobs are forgotten.
local function set_or_remove(id, field, value)
  if value then
    redis.call('HSET', job_key(id), field, value)
  else
    redis.call('HDEL', job_key(id), field)
  end
end

-- Returns until when the key stays taken.
local function free_key(id, at_once)
  local found = redis.call('HMGET', job_key(id), 'unique_key', 'unique_until')
  local taken_until = tonumber(found[2] or 0)
  local key = root .. ':unique:' .. (found[1] or '')
  if not found[1] or redis.call('GET', key) ~= id then
    return 0
  elseif taken_until > now and not at_once then
    redis.call('PEXPIREAT', key, whole(math.ceil(taken_until / 1000)))
    return taken_until
  end
  redis.call('DEL', key)
  redis.call('HDEL', job_key(id), 'unique_key')
  return 0
end

local function let_go(id)
  local found = redis.call('HMGET', job_key(id), 'worker', 'type')
  redis.call('SREM', root .. ':worker:' .. found[1], id)
  redis.call('ZREM', root .. ':leases:' .. found[2], id)
  redis.call('HDEL', job_key(id), 'worker')
end

-- Without `kept` a job stays until somebody decides.
local function finish(id, status, kept, frees_key)
  leave(id)
  leave_line(id)
  redis.call('HSET', job_key(id), 'ended_at', whole(now))
  local taken_until = free_key(id, frees_key)
  if kept then
    redis.call('ZADD', root .. ':kept', whole(math.max(now + kept, taken_until)), id)
  end
  enter(id, status)
end

local function run_again(id, pause)
  leave(id)
  if pause > 0 then
    redis.call('HSET', job_key(id), 'due_at', whole(now + pause))
  end
  enter(id, pause > 0 and 'scheduled' or 'waiting')
end

-- What somebody has cancelled meanwhile is not run again.
local function repeat_run(id, pause)
  if redis.call('HGET', job_key(id), 'cancel_requested') == '1' then
    finish(id, 'cancelled', CANCELLED_KEPT, false)
  else
    run_again(id, pause)
  end
end

local function forget(id)
  leave(id)
  free_key(id, true)
  redis.call('ZREM', root .. ':all', id)
  redis.call('ZREM', root .. ':kept', id)
  redis.call('DEL', job_key(id))
end
