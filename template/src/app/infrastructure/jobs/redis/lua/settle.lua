local refused = {}

local function settle(outcome)
  local id = outcome.id
  let_go(id)
  set_or_remove(id, 'error', outcome.error)
  if outcome.status then
    set_or_remove(id, 'result', outcome.result)
    finish(id, outcome.status, outcome.kept, false)
  else
    redis.call('HINCRBY', job_key(id), 'attempt', 0 - outcome.uncounted)
    repeat_run(id, outcome.pause)
  end
end

for _, outcome in ipairs(cjson.decode(ARGV[1])) do
  local found = redis.call('HMGET', job_key(outcome.id), 'status', 'fence')
  if found[1] == 'running' and tonumber(found[2]) == outcome.fence then
    settle(outcome)
  else
    refused[#refused + 1] = outcome.id
  end
end
return refused
