/** Senders whose keys differ from one greylister to the other. */
export const changingSenders = [
	"alice@example.net",
	"Alice@Example.NET",
	"list-owner+bob=dest.test@lists.example.net",
	"bounce-1234-x@lists.example.net",
	"12345@numbers.example",
	"prvs=0123456789=carol@example.net",
	"prvs=carol=0123456789@example.net",
	"0100018f5d3c2b1a-4e3f-000000@mailer.example",
	"SRS0=HHH=TT=origin.example=user@relay.example",
	"user/with=slash@example.net",
	"m\u00fcller@b\u00fccher.example",
	"a_1_b@example.net",
];
