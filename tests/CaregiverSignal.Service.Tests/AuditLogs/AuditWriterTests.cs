using CaregiverSignal.AuditLogs;

namespace CaregiverSignal.Tests.AuditLogs;

/// <summary>What a line of the record has, and when it is there.</summary>
public sealed class AuditWriterTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task A_line_says_who_what_whose_when_why_and_from_where_in_numbers_and_codes()
    {
        await site.Part<AuditWriter>()
            .AddAsync(
                new Actor(ActorRole.Coordinator, 3, 4, Ground.StandingIn, 12, "192.0.2.0/24"),
                AuditAction.Close.Of(AuditTarget.Signal, 8),
                17
            );

        Assert.Equal(
            "2026-03-02T09:00:00.000Z close done coordinator 3 4 standing-in 17 signal/8 12 192.0.2.0/24",
            await site.Joined(
                """
                select
                    at || ' ' || action || ' ' || coalesce(outcome, 'done') || ' ' || by_role || ' ' || by_staff || ' '
                    || for_staff || ' ' || ground || ' ' || caregiver_id || ' ' || object || ' ' || session_id || ' '
                    || network
                from audit_log
                """
            )
        );
        Assert.Matches(@"^\d+\.\d+\.\d+$", await site.Joined("select version from audit_log"));
    }

    [Fact]
    public async Task A_deed_that_was_not_stored_has_no_line()
    {
        var recorder = site.Part<AuditWriter>();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            site.Write(async transaction =>
            {
                await recorder.Add(transaction, Actor.Program, AuditAction.Send.Of(AuditTarget.Signal));
                throw new InvalidOperationException();
            })
        );

        Assert.Equal(0, await site.Count("audit_log"));
    }

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void Of_an_address_only_the_network_is_kept(string address, string network) =>
        Assert.Equal(network, AccessPoint.NetworkOf(IPAddress.Parse(address)));
}
