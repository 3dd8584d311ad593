using CaregiverSignal.Cases;
using CaregiverSignal.Enrolments;

namespace CaregiverSignal.Tests.Happenings;

/// <summary>Who stood red when the care ended is not forgotten when it goes on.</summary>
public sealed class HomeAgainTests
{
    [Theory]
    [InlineData("red", true, true, "2026-03-24")]
    [InlineData("red", false, true, "2026-03-24")]
    [InlineData("amber", true, true, "")]
    [InlineData("red", true, false, "2026-03-24")]
    public async Task They_stand_again_within_five_working_days(
        string urgency,
        bool isHomeAgain,
        bool isClosed,
        string expected
    )
    {
        using var site = Some.Installation().On("2026-03-03");
        var coordinator = await site.Coordinator();
        var sanne = await site.AddCaregiver("sanne", nextDueOn: new DateOnly(2027, 1, 1));
        await site.CaresForPartner(sanne);
        await site.Sql(
            $"""
            insert into signal (caregiver_id, urgency, kinds, opened_at, opened_on, notified_at, seen_at, next_on)
            values ({sanne}, '{urgency}', 'level', '2026-03-02T10:00:00.000Z', '2026-03-02', '2026-03-02T10:00:00.000Z', '2026-03-02T10:00:00.000Z', '2026-06-01')
            """
        );
        await site.Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(sanne, [EventKind.Admission], site.Time.Today, Way.Colleague)
                {
                    LookOn = new DateOnly(2026, 6, 1),
                },
                site.Time
            )
        );
        site.On("2026-03-10");
        if (isClosed)
            await site.Write(async transaction =>
                await CaseActions.Close(
                    transaction,
                    (await SignalTable.OpenOf(transaction, sanne))!,
                    coordinator,
                    SignalOutcome.Lighter,
                    "",
                    site.Time
                )
            );

        site.On("2026-03-17");
        await site.Write(async transaction =>
        {
            if (isHomeAgain)
                await Participation.LeaveAftercare(transaction, sanne, site.Time);
            else
                await NotSo.CareGoesOn(transaction, sanne, Language.Dutch, site.Time);
            return true;
        });

        Assert.Equal(CaregiverStatus.Active, (await site.Caregiver(sanne)).Status);
        Assert.Equal(
            expected,
            await site.Joined($"select next_on from signal where caregiver_id = {sanne} and closed_at is null")
        );
    }
}
