import { Script } from './redis-link.js';

/**
 * One heartbeat of one process for one shared limit, on Redis's clock. The hash holds, per process, `expires|held|demand`.
 * KEYS: the hash. ARGV: id, limit, demand, permits in use, permits held so far, lease ms, most to be had while nobody grows,
 * floor, processes at most, silence ms, channel of a process less its id.
 * Returns the permits that may be used from now on, and how many processes live.
 *
 * What a process is given never exceeds what the others do not hold, so the sum of all that is held stays within the limit. A
 * process whose share shrinks goes on holding the old one until its next heartbeat, because it may have started calls while this
 * one was on its way, and then what it still uses until that has drained.
 *
 * A process whose lease has run out is dead if its channel has no subscriber any more: its part is free at once. If it has one, it
 * only cannot be heard, and will go on with its floor: that much is kept for it. No more than the processes at most are
 * believed in, so one that takes the place of a silent one ends it.
 *
 * When the hash was lost (a restart, a flush), or nobody was heard for a while (Redis was away from everybody), nobody grows for one
 * lease, by when everybody who lives has said what it holds.
 */
export const HEARTBEAT = new Script(`
local id, limit, demand, used = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local held, lease, most = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local floor, atMost, silence, channel = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10]), ARGV[11]
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)

local function present(name)
  local answer = redis.pcall('PUBSUB', 'SHARDNUMSUB', channel .. name)
  return not answer.err and tonumber(answer[2]) > 0
end

local born = tonumber(redis.call('HGET', KEYS[1], '#born'))
local heard = tonumber(redis.call('HGET', KEYS[1], '#heard'))
if not born or not heard or now - heard > silence then
  born = now
  redis.call('HSET', KEYS[1], '#born', now)
end
redis.call('HSET', KEYS[1], '#heard', now)

local members, silent, mine, othersHeld = {}, {}, 0, 0
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local name = all[i]
  if string.sub(name, 1, 1) ~= '#' then
    local expires, h, d = string.match(all[i + 1], '^(%d+)|(%d+)|(%d+)$')
    local lives = expires and tonumber(expires) > now
    if name == id then mine = lives and tonumber(h) or 0
    elseif lives then
      othersHeld = othersHeld + tonumber(h)
      members[#members + 1] = {name = name, demand = tonumber(d), share = 0}
    elseif expires and present(name) then silent[#silent + 1] = {name = name, expires = tonumber(expires)}
    else redis.call('HDEL', KEYS[1], name)
    end
  end
end
local me = {name = id, demand = demand, share = 0}
members[#members + 1] = me
table.sort(members, function(a, b) return a.name < b.name end)
table.sort(silent, function(a, b) return a.expires > b.expires end)
while #silent > 0 and #members + #silent > atMost do
  redis.call('HDEL', KEYS[1], table.remove(silent).name)
end
local kept = #silent * floor

local left, open = limit - kept, #members
while left > 0 and open > 0 do
  local each = math.max(1, math.floor(left / open))
  open = 0
  for _, member in ipairs(members) do
    local more = math.min(each, left, member.demand - member.share)
    if more > 0 then
      member.share = member.share + more
      left = left - more
    end
    if member.share < member.demand then open = open + 1 end
  end
end
local at = 0
while left > 0 do
  local member = members[at % #members + 1]
  member.share = member.share + 1
  left = left - 1
  at = at + 1
end

local share = math.min(me.share, math.max(0, limit - kept - othersHeld))
if now - born < lease then share = math.min(share, math.max(mine, most)) end
redis.call('HSET', KEYS[1], id, (now + lease) .. '|' .. math.max(share, used, held) .. '|' .. demand)
redis.call('PEXPIRE', KEYS[1], lease * 10)
return {share, #members}
`);

/** KEYS: the hash. ARGV: id. */
export const LEAVE = new Script(`return redis.call('HDEL', KEYS[1], ARGV[1])`);
