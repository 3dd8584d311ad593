using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Tests.Signals.Cases;

namespace CaregiverSignal.Tests.Signals;

public class PersonalRulesTests
{
    private static readonly DateOnly Today = Some.Date("2026-03-10");

    private static readonly RuleSettings Usual = new();

    private static readonly Case Amber = new Case().Asked(Today).Answers(volhoudtijd: 3);

    private static readonly Case Red = new Case().Asked(Today).Answers(volhoudtijd: 2);

    [Fact]
    public void A_muted_kind_is_taken_out_of_the_sum()
    {
        var life = new Case().Asked(Today).Answers(volhoudtijd: 4, going: 2);

        Assert.Equal(["2026-03-10 Amber level;item"], Told(life));
        Assert.Empty(Told(life, Agreed(AgreementKind.Mute, "item")));
        Assert.Empty(Told(life, Agreed(AgreementKind.Mute, "level")));
    }

    [Fact]
    public void What_is_told_for_another_reason_does_not_name_the_muted_kind()
    {
        var life = new Case().Asked(Today).Answers(volhoudtijd: 3, going: 2);

        Assert.Equal(["2026-03-10 Amber level"], Told(life, Agreed(AgreementKind.Mute, "item")));
    }

    [Fact]
    public void A_request_is_never_muted()
    {
        Agreement[] all = [.. Enum.GetValues<SignalKind>().Select(kind => Agreed(AgreementKind.Mute, kind.Code()))];

        Assert.Equal(["2026-03-10 Amber request"], Told(new Case().Asked(Today).Answers(volhoudtijd: 4).CallMe(), all));
    }

    [Fact]
    public void What_is_red_comes_through_and_what_is_heavy_stands_whatever_is_muted()
    {
        Agreement[] all = [.. Enum.GetValues<SignalKind>().Select(kind => Agreed(AgreementKind.Mute, kind.Code()))];

        Assert.Empty(Told(Amber, all));
        Assert.Equal(["2026-03-10 Red level"], Told(Red, all));
        var heavy = new Case().Asked(Today).Answers(burden: 80);
        Assert.Equal(["2026-03-10  line 2026-03-17"], heavy.Open(FollowUp.None, Mute.Of(all, Today)));
    }

    [Fact]
    public void Two_kinds_can_be_muted()
    {
        var mute = Mute.Of([Agreed(AgreementKind.Mute, "level"), Agreed(AgreementKind.Mute, "event")], Today);

        Assert.Equal(WarningSigns.Bits(SignalKind.Level) | WarningSigns.Bits(SignalKind.Event), mute.Points);
    }

    [Theory]
    [InlineData("2026-03-09", false)]
    [InlineData("2026-03-10", true)]
    [InlineData("2026-03-19", true)]
    [InlineData("2026-03-20", false)]
    public void A_mute_holds_from_its_first_day_and_ends_by_itself(string day, bool isMuted)
    {
        Assert.Equal(isMuted, Mute.Of([Agreed(AgreementKind.Mute, "level")], Some.Date(day)) != default);
    }

    private static IEnumerable<string> Told(Case life, params Agreement[] agreements) =>
        Replay
            .Of(life.History(), Usual, mute: Mute.Of(agreements, Today))
            .Signals.Where(signal => signal.Day == Today)
            .Select(signal => $"{signal.Day:yyyy-MM-dd} {signal.Urgency} {Kinds.Join(signal.Kinds)}");

    private static Agreement Agreed(AgreementKind kind, string subject) =>
        new()
        {
            Kind = kind,
            Subject = subject,
            FromOn = Today,
            UntilOn = Today.AddDays(10),
        };
}
