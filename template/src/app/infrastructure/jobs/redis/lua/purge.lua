local old = redis.call('ZRANGEBYSCORE', root .. ':kept', '-inf', whole(now), 'LIMIT', 0, ARGV[1])
for _, id in ipairs(old) do
  forget(id)
end
return #old
