// The four questions of the card, from the same files, as fast as one would write them: one scan of the large file,
// only the columns that are needed, all processors, and the answers as CSV in no order.
// Arguments: folder of the files, the day, how many rows are wanted, the file to write.
const { DuckDBInstance } = require('@duckdb/node-api');

const [folder, day, wanted, target] = process.argv.slice(2);
const text = (value) => "'" + value.replaceAll("'", "''") + "'";
const file = (name) => `read_csv(${text(folder + '/' + name)}, all_varchar = true, header = true, auto_detect = true)`;

const scan = `create temp table s as select subscription_id, tenant_id, seller_id, seller_name, offer_name, status,
	auto_renew = 'true' as renews, try_cast(quantity as bigint) as seats, try_cast(commitment_end as date) as ends,
	try_cast(quantity as bigint) * try_cast(unit_price as decimal(18, 4)) as amount, currency
	from ${file('subscriptions.csv')}`;

// Seats that a planned move will take along are paid twice if the old term renews.
const answer = `create temp table a as
	with t as (select tenant_id, name from ${file('tenants.csv')}),
	m as (select distinct tenant_id, source_subscription_id as subscription_id from ${file('moves.csv')}),
	due as (select s.*, case
			when status = 'active' and ends between date ${text(day)} and date ${text(day)} + 90
				then case when renews then 'renews' else 'ends' end
			when status in ('expired', 'suspended') and ends between date ${text(day)} - 30 and date ${text(day)} then 'in grace'
			else 'later' end as question
		from s)
	select question, tenant_id, name as tenant, subscription_id, offer_name, seller_id, seller_name, renews, ends, seats, amount, currency
	from due left join t using (tenant_id)
	union all
	select 'near the limit', tenant_id, max(name), null, null, null, null, null, null, count(*), null, null
	from s left join t using (tenant_id) where status = 'active' group by tenant_id having count(*) > 150
	union all
	select 'avoidable', null, null, null, null, null, null, null, null, sum(seats), sum(amount), currency
	from due join m using (tenant_id, subscription_id) where question = 'renews' group by currency`;

// As many rows as are wanted: all of the last two questions, then what is due, then what is due later.
const few = "question in ('near the limit', 'avoidable')";
const room = (taken) => `greatest(0, ${Number(wanted)} - (select count(*) from a where ${taken}))`;
const write = `copy (
	(from a where ${few})
	union all
	(from a where question in ('renews', 'ends', 'in grace') limit ${room(few)})
	union all
	(from a where question = 'later' limit ${room("question <> 'later'")})
) to ${text(target)} (header)`;

(async () => {
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	await connection.run('set preserve_insertion_order = false');
	for (const statement of [scan, answer, write]) {
		await connection.run(statement);
	}
	connection.closeSync();
})().catch((error) => {
	console.error(error.message);
	process.exitCode = 1;
});
