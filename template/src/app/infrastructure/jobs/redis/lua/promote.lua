local due = redis.call('ZRANGEBYSCORE', root .. ':scheduled', '-inf', whole(now), 'LIMIT', 0, ARGV[1])
for _, id in ipairs(due) do
  run_again(id, 0)
end
return #due
