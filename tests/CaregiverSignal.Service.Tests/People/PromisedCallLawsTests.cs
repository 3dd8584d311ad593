namespace CaregiverSignal.Tests.People;

/// <summary>
/// However a caregiver asks, moves and asks again, on the own page and behind a mail: nobody is promised a day that is
/// over, nor told that we are sorry for a day that they never read, and the desk is late in time.
/// </summary>
public sealed class PromisedCallLawsTests() : AtASite()
{
    /// <summary>Working days within which the desk calls, whatever day is chosen.</summary>
    private const int MostPutOff = 10;

    [Fact]
    public async Task Each_day_that_is_promised_is_to_come_and_the_desk_is_late_in_time()
    {
        var random = new Random(LongRun.Seed());
        for (var life = 0; life < LongRun.Of(small: 40, large: LongRun.OnEachStore(400)); life++)
            await Play(random);
    }

    private async Task Play(Random random)
    {
        var caregiver = await site.On("2026-03-02").AddCaregiver();
        HashSet<DateOnly> read = [];
        var moved = 0;
        for (var step = 0; step < 12; step++)
        {
            var before = await Read(caregiver);
            if (before is null)
                read.Clear();
            var offered = CallTime.Days(site.Time);
            var day = random.Next(2) == 0 ? offered[random.Next(offered.Count)] : (DateOnly?)null;
            var wish = new CallTime(day, random.Next(3) == 0 ? PartOfDay.Morning : null);
            var act = random.Next(before is null ? 1 : 5);
            await site.Write(transaction => Do(transaction, caregiver, act, before, wish));
            var after = await Read(caregiver);
            var told = $"{act} {wish} on {site.Time.Today}: {before} -> {after}";
            if (act == 4)
            {
                Assert.True(after is null, told);
            }
            else
            {
                Assert.NotNull(after);
                Holds(before, after, wish, isMoved: act == 1, told);
                moved++;
            }

            if (after?.PromisedOn >= site.Time.Today)
                read.Add(after.PromisedOn);
            site.Advance(TimeSpan.FromDays(random.Next(4)));
            if (await Read(caregiver) is { } later && later.PromisedOn < site.Time.Today)
                Assert.True(read.Contains(later.PromisedOn), $"sorry for {later.PromisedOn}, never read; {told}");
        }

        Assert.True(moved > 0);
    }

    private async Task<bool> Do(Transaction transaction, long caregiver, int act, PromisedCall? before, CallTime wish)
    {
        switch (act)
        {
            case 1:
                return await PromisedCall.Move(transaction, caregiver, before!.Id, wish, site.Time);
            case 2:
                await PromisedCall.Ask(transaction, caregiver, site.Time.Today, site.Time);
                await PromisedCall.Suits(transaction, caregiver, wish, site.Time);
                return true;
            case 4:
                return await PromisedCall.TakeBack(transaction, caregiver, before!.Id, Language.Dutch, site.Time);
            default:
                await PromisedCall.AskAlone(transaction, caregiver, wish, site.Time);
                return true;
        }
    }

    private void Holds(PromisedCall? before, PromisedCall after, CallTime wish, bool isMoved, string told)
    {
        var today = site.Time.Today;
        var days = site.Time.WorkingDays;
        Assert.True(after.DueOn <= days.Add(site.Time.DayOf(after.OpenedAt), MostPutOff), "put off: " + told);
        if (before is null)
        {
            Assert.True(after.PromisedOn == (wish.Day ?? PromisedCall.By(today, days)), "asked: " + told);
            return;
        }

        Assert.True(after.Part == wish.Part || (!isMoved && wish.Part is null), "part: " + told);
        if (before.DueOn < today)
            Assert.True(after.DueOn == before.DueOn, "late: " + told);
        if (isMoved && wish.Day is not null)
            Assert.True(after.PromisedOn == wish.Day, "moved: " + told);
        // Nobody who presses behind a mail puts a call off for long; one that is late stays late, whatever is chosen.
        if (!isMoved && before.DueOn >= today)
            Assert.True(
                after.PromisedOn <= before.PromisedOn
                    || after.PromisedOn <= CallTime.LastDay(site.Time.DayOf(after.OpenedAt), days),
                "put off behind a mail: " + told
            );
        if (wish.Day is not null)
            return;
        Assert.True(after.PromisedOn <= before.PromisedOn, "sooner: " + told);
        if (before.PromisedOn >= today && after.PromisedOn < before.PromisedOn)
            Assert.True(after.PromisedOn > today, "over: " + told);
    }

    private Task<PromisedCall?> Read(long caregiver) =>
        site.Read(async transaction => await StaffTaskTable.CallOf(transaction, caregiver));
}
