local function is_there(job)
  return redis.call('EXISTS', job_key(job.id)) == 1
end

local function owner_of(unique)
  return redis.call('GET', root .. ':unique:' .. unique.value)
end

-- Returns the type of a job that cannot be accepted beside those that are there and those before it.
local function find_rejected(jobs)
  local taken = {}
  for _, job in ipairs(jobs) do
    local unique = job.unique
    if unique and not is_there(job) then
      local is_taken = taken[unique.value] or owner_of(unique)
      if unique.when_taken == 'reject' and is_taken then
        return job.type
      end
      taken[unique.value] = true
    end
  end
end

local function make_way(owner)
  local status = redis.call('HGET', job_key(owner), 'status')
  if status == 'scheduled' or status == 'waiting' then
    finish(owner, 'cancelled', CANCELLED_KEPT, true)
    return true
  end
end

local function store(job)
  local due = job.due or now + job.delay
  local key = job_key(job.id)
  redis.call('HSET', key, 'due_at', whole(due), 'created_at', whole(now), unpack(job.fields))
  if job.unique then
    redis.call('SET', root .. ':unique:' .. job.unique.value, job.id)
    local taken_until = whole(now + job.unique.window)
    redis.call('HSET', key, 'unique_key', job.unique.value, 'unique_until', taken_until)
  end
  redis.call('ZADD', root .. ':all', 0, job.id)
  line_up(job.id)
  enter(job.id, due > now and 'scheduled' or 'waiting')
end

local function insert(job)
  if is_there(job) then
    return job.id
  end
  local owner = job.unique and owner_of(job.unique)
  if owner and not (job.unique.when_taken == 'replace' and make_way(owner)) then
    return owner
  end
  store(job)
  return job.id
end

-- Nothing is written unless all can be.
local function insert_all(jobs)
  local rejected = find_rejected(jobs)
  if rejected then
    return { 'rejected', rejected }
  end
  local ids = { 'stored' }
  for _, job in ipairs(jobs) do
    ids[#ids + 1] = insert(job)
  end
  return ids
end
