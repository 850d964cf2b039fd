local limit, reason, attempts = ARGV[1], ARGV[2], cjson.decode(ARGV[3])
local lost = {}

local function take_away(id, most)
  let_go(id)
  redis.call('HSET', job_key(id), 'error', reason)
  if tonumber(redis.call('HGET', job_key(id), 'attempt')) >= most then
    finish(id, 'dead', nil, false)
  else
    repeat_run(id, 0)
  end
end

for kind, most in pairs(attempts) do
  local leases = root .. ':leases:' .. kind
  local silent = redis.call('ZRANGEBYSCORE', leases, '-inf', whole(now), 'LIMIT', 0, limit - #lost)
  for _, id in ipairs(silent) do
    take_away(id, most)
    lost[#lost + 1] = id
  end
end
return lost
