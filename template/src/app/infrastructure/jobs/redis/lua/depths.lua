local OVER = { succeeded = true, cancelled = true }
local depths = {}
local places = {}

-- Those that are held back wait, as far as anybody else is concerned.
local function add(group, number, age)
  local name = string.gsub(group, '^held:', 'waiting:')
  local depth = places[name]
  if depth then
    depth[2], depth[3] = depth[2] + number, math.max(depth[3], age)
  else
    places[name] = { name, number, age }
    depths[#depths + 1] = places[name]
  end
end

for _, group in ipairs(redis.call('SMEMBERS', root .. ':groups')) do
  if not OVER[string.match(group, '^%a+')] then
    local key = root .. ':group:' .. group
    local oldest = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')[2]
    add(group, redis.call('ZCARD', key), math.max(0, now - oldest))
  end
end
for _, depth in ipairs(depths) do
  depth[3] = whole(depth[3])
end
return depths
