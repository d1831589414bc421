/**
 * Names as providers and mail services really give them, with an address they would have, and what each is. A *line* is
 * generic: the network counts then. A *server* counts by its domain. Where it is a matter of judgement the row says how.
 */
import { describe, expect, test } from "vitest";
import { isGenericName } from "../../../shared/base/names.ts";
import { parseAddress } from "../../../shared/base/networks.ts";
import { invariant } from "../../../shared/base/outcome.ts";

type Row = readonly [client: string, name: string, what: string];

const lines: readonly Row[] = [
	["73.162.10.20", "c-73-162-10-20.hsd1.ca.comcast.net", "cable, dashed"],
	["96.255.10.20", "pool-96-255-10-20.washdc.fios.verizon.net", "fibre, dashed"],
	["108.192.10.20", "108-192-10-20.lightspeed.sntcca.sbcglobal.net", "dashed"],
	["99.10.20.30", "adsl-99-10-20-30.dsl.pltn13.sbcglobal.net", "dsl"],
	["68.100.10.20", "ip68-100-10-20.dc.dc.cox.net", "dashed behind letters"],
	["24.158.10.20", "024-158-010-020.res.spectrum.com", "padded, dashed"],
	["66.214.10.20", "66-214-10-20.dhcp.gldl.ca.charter.com", "dhcp"],
	["24.24.10.20", "cpe-24-24-10-20.socal.res.rr.com", "dashed"],
	["91.10.27.44", "p5b0a1b2c.dip0.t-ipconnect.de", "hexadecimal behind a letter"],
	["91.10.27.44", "ip5b0a1b2c.dynamic.kabel-deutschland.de", "hexadecimal, says dynamic"],
	["88.70.10.20", "dslb-088-070-010-020.088.070.pools.vodafone-ip.de", "padded, twice"],
	["92.210.10.20", "ipservice-092-210-010-020.092.210.pools.vodafone-ip.de", "padded"],
	["86.200.123.45", "lfbn-par-1-123-45.w86-200.abo.wanadoo.fr", "last two octets first"],
	["193.248.10.20", "laubervilliers-656-1-10-20.w193-248.abo.wanadoo.fr", "last two octets first"],
	["82.64.10.20", "82-64-10-20.subs.proxad.net", "dashed"],
	["93.23.10.20", "20.10.23.93.rev.sfr.net", "reversed, dotted"],
	["86.128.10.20", "host86-128-10-20.range86-128.btcentralplus.com", "dashed behind a word"],
	["82.31.5.6", "cpc12345-hari18-2-0-cust123.20-2.cable.virginm.net", "cable, with numbers that are not its address"],
	["90.200.161.178", "5ac8a1b2.bb.sky.com", "hexadecimal alone"],
	["79.66.10.20", "79-66-10-20.dynamic.dsl.as9105.com", "dynamic dsl"],
	["79.10.20.30", "host-79-10-20-30.retail.telecomitalia.it", "dashed"],
	["79.10.20.30", "host30-20-dynamic.10-79-r.retail.telecomitalia.it", "reversed over two labels"],
	["2.230.10.20", "2-230-10-20.ip200.fastwebnet.it", "dashed"],
	["83.40.10.20", "20.red-83-40-10.dynamicip.rima-tde.net", "last octet first"],
	["177.102.10.20", "177-102-10-20.dsl.telesp.net.br", "dsl"],
	["177.138.27.44", "b18a1b2c.virtua.com.br", "hexadecimal alone"],
	["84.104.10.20", "84-104-10-20.cable.dynamic.v4.ziggo.nl", "cable, dynamic"],
	["77.160.10.20", "77-160-10-20.fixed.kpn.net", "a fixed line is a line"],
	["84.193.162.179", "d54c1a2b3.access.telenet.be", "hexadecimal behind a hexadecimal letter"],
	["213.60.10.20", "20.10.60.213.dynamic.wline.res.cust.swisscom.ch", "reversed"],
	["80.108.10.20", "chello080108010020.12.11.vie.surfer.at", "padded in one piece"],
	["81.234.10.20", "81-234-10-20-no2000.tbcn.telia.com", "dashed"],
	["62.16.10.20", "20.10.16.62.customer.cdi.no", "reversed"],
	["95.24.10.20", "95-24-10-20.broadband.corbina.ru", "broadband"],
	["91.77.10.20", "ppp91-77-10-20.pppoe.mtu-net.ru", "ppp"],
	["95.132.10.20", "20-10-132-95.pool.ukrtel.net", "reversed, dashed"],
	["78.180.10.20", "78.180.10.20.dynamic.ttnet.com.tr", "dotted"],
	["114.128.10.20", "20.10.128.114.broad.xm.fj.dynamic.163data.com.cn", "reversed"],
	["122.180.10.20", "abts-north-dynamic-020.10.180.122.airtelbroadband.in", "reversed, padded in part"],
	["60.34.10.20", "i60-34-10-20.s41.a013.ap.plala.or.jp", "dashed behind a letter"],
	["60.123.10.20", "softbank060123010020.bbtec.net", "padded in one piece"],
	["106.155.10.20", "kd106155010020.au-net.ne.jp", "padded in one piece"],
	["189.130.10.20", "dsl-189-130-10-20-dyn.prod-infinitum.com.mx", "dsl"],
	["190.30.10.20", "host20.190-30-10.telecom.net.ar", "last octet first"],
	["190.20.10.21", "190-20-10-21.baf.movistar.cl", "dashed"],
	["121.44.10.20", "ppp121-44-10-20.lns20.syd7.internode.on.net", "ppp"],
	["83.10.20.30", "adhy20.neoplus.adsl.tpnet.pl", "says adsl, without its address"],
	["83.10.20.30", "83.10.20.30.ipv4.supernova.orange.pl", "dotted"],
	["86.49.10.20", "ip-86-49-10-20.bb.vodafone.cz", "dashed"],
	["5.12.10.20", "5-12-10-20.residential.rdsnet.ro", "residential"],
	["80.98.10.20", "catv-80-98-10-20.catv.broadband.hu", "catv"],
	["94.66.10.20", "ppp-94-66-10-20.home.otenet.gr", "ppp"],
	["94.66.10.20", "athedsl-4412345.home.otenet.gr", "a word that ends in dsl"],
	["85.240.10.20", "bl12-10-20.dsl.telepac.pt", "dsl"],
	["81.84.10.20", "a81-84-10-20.cpe.netcabo.pt", "dashed behind a letter"],
	["79.180.10.20", "bzq-79-180-10-20.red.bezeqint.net", "dashed"],
	["105.184.10.20", "105-184-10-20.north.dsl.telkomsa.net", "dsl"],
	[
		"2003:c0:ff00:1234:a1b2:c3d4:e5f6:718",
		"p200300c0ff001234a1b2c3d4e5f60718.dip0.t-ipconnect.de",
		"IPv6 in one piece",
	],
	["2a02:8388:1a2b:3c00:1:2:3:4", "2a02-8388-1a2b-3c00-1-2-3-4.cable.dynamic.v6.surfer.at", "IPv6, dashed"],
	["2a01:c22:1:2:3:4:5:6", "dynamic-2a01-0c22-0001-0002-0003-0004-0005-0006.c22.pool.telefonica.de", "IPv6, padded"],
	["2601:645:100:200:a:b:c:d", "2601-645-100-200-a-b-c-d.isp.example", "IPv6, its groups without zeros in front"],
	["52.18.10.20", "ec2-52-18-10-20.eu-west-1.compute.amazonaws.com", "a rented machine"],
	["34.65.10.20", "20.10.65.34.bc.googleusercontent.com", "a rented machine, reversed"],
	["5.9.10.20", "static.20.10.9.5.clients.your-server.de", "a rented machine, reversed"],
	["104.238.10.20", "20.10.238.104.host.secureserver.net", "a rented machine, reversed"],
	[
		"69.169.231.10",
		"m69-169-231-10.mailgun.net",
		"judged: a service, but no word says so; its /24 counts, which its pool shares",
	],
];

const servers: readonly Row[] = [
	["209.85.128.182", "mail-yw1-f182.google.com", "the last octet only"],
	["209.85.220.41", "mail-sor-f41.google.com", "the last octet only"],
	["54.240.8.31", "a8-31.smtp-out.amazonses.com", "the last two octets"],
	["66.163.184.147", "sonic301-21.consmr.mail.ne1.yahoo.com", "numbers of its own"],
	["40.107.20.81", "mail-db8eur05on2081.outbound.protection.outlook.com", "digits of its own"],
	["40.107.244.62", "mail-bn8nam12on2062.outbound.protection.outlook.com", "digits of its own"],
	["212.227.17.20", "mout.gmx.net", "no digits"],
	["212.227.126.130", "mout.kundenserver.de", "no digits"],
	["85.215.255.50", "mo4-p00-ob.smtp.rzone.de", "digits of its own"],
	["91.218.175.182", "out-182.mta1.migadu.com", "the last octet only"],
	["198.2.133.17", "mail133-17.atl131.mandrillapp.com", "the last two octets"],
	["167.89.10.20", "o1.3nn.shared.sendgrid.net", "digits of its own"],
	["167.89.10.20", "wfbtzhfc.outbound-mail.sendgrid.net", "letters"],
	["69.72.42.5", "m42-5.mailgun.net", "the last two octets"],
	["185.70.40.131", "mail-40131.protonmail.ch", "digits of the last two octets"],
	["66.111.4.28", "out4-smtp.messagingengine.com", "digits of its own"],
	["103.151.192.7", "fhigh7-smtp.messagingengine.com", "digits of its own"],
	["136.143.188.53", "sender4-of-o53.zoho.com", "the last octet only"],
	["178.154.239.210", "forward500b.mail.yandex.net", "digits of its own"],
	["217.69.128.36", "smtp56.i.mail.ru", "digits of its own"],
	["148.163.135.1", "mx0a-00123456.pphosted.com", "eight digits that are a customer"],
	["68.232.129.10", "esa5.hc1234-56.iphmx.com", "numbers of a customer"],
	["205.139.110.61", "us-smtp-delivery-1.mimecast.com", "digits of its own"],
	["216.82.251.10", "mail1.bemta24.messagelabs.com", "digits of its own"],
	["216.40.44.123", "smtprelay0123.hostedemail.com", "the last octet, padded"],
	["96.114.154.168", "resqmta-c1p-023456.sys.comcast.net", "a provider's own mail host"],
	["82.195.75.100", "bendel.debian.org", "a list server"],
	["209.51.188.17", "lists1p.gnu.org", "a list server"],
	["208.75.123.27", "ccm27.constantcontact.com", "digits of its own"],
	["192.30.252.204", "out-21.smtp.github.com", "digits of its own"],
	["96.47.72.81", "mx2.freebsd.org", "digits of its own"],
	["217.70.178.230", "relay10.mail.gandi.net", "digits of its own"],
	["83.166.143.168", "smtp-8fa8.mail.infomaniak.ch", "two octets as hexadecimal digits"],
	["173.0.84.226", "mta-173-0-84-226.sender.example", "judged: spells its address, but says that it sends mail"],
	[
		"69.171.232.145",
		"69-171-232-145.mail-mail.facebook.com",
		"judged: spells its address, but says that it sends mail",
	],
	["66.220.144.150", "66-220-144-150.outmail.facebook.com", "judged: spells its address, but says that it sends mail"],
	["51.68.10.20", "ns3012345.ip-51-68-10.eu", "judged: the domain itself is the network's, and so the key is as good"],
	["192.0.2.10", "vps-1a2b3c4d.vps.ovh.net", "judged: a rented machine whose name holds no address"],
];

function isGeneric([client, name]: Row): boolean {
	const address = parseAddress(client);
	invariant(address !== null, `${client} is an address`);
	return isGenericName(name, address);
}

describe("lines and rented machines", () => {
	for (const row of lines) test(`${row[1]} for ${row[0]}: ${row[2]}`, () => expect(isGeneric(row)).toBe(true));
});

describe("mail servers", () => {
	for (const row of servers) test(`${row[1]} for ${row[0]}: ${row[2]}`, () => expect(isGeneric(row)).toBe(false));
});

describe("a line that calls itself a mail host", () => {
	const rows: readonly Row[] = [
		["203.0.113.5", "mail.203-0-113-5.dyn.isp.example", "says what line it is"],
		["203.0.113.5", "smtp-203-0-113-5.adsl.isp.example", "says what line it is"],
	];
	for (const row of rows) test(row[1], () => expect(isGeneric(row)).toBe(true));
});
