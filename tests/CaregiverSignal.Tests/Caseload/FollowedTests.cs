using CaregiverSignal.Caseload;

namespace CaregiverSignal.Tests.Caseload;

/// <summary>Everybody is followed, and where that breaks it is found the same night and becomes a task.</summary>
public sealed class FollowedTests() : AtASite("2026-03-02")
{
    private long anna;
    private long els;

    public override async ValueTask InitializeAsync()
    {
        anna = await site.AddCaregiver(nextDueOn: new DateOnly(2027, 1, 1));
        els = await site.Coordinator();
    }

    /// <summary>What somebody who writes past the program, or a step that fails, can break.</summary>
    public static TheoryData<string, Lost> Breaks =>
        new()
        {
            { "update caregiver set status = 'aftercare', aftercare_on = null", Lost.Everything },
            { "update caregiver set status = 'paused', paused_until = null", Lost.Everything },
            { "update caregiver set next_due_on = '2036-01-01'", Lost.Everything },
            { "update coordinator set is_coordinator = 0, created_at = '2026-01-01T00:00:00.000Z'", Lost.Owner },
            { "update coordinator set enrolled_at = null, created_at = '2026-01-01T00:00:00.000Z'", Lost.Owner },
            { "update signal set escalate_on = null", Lost.Day },
            { "update signal set escalate_on = '2026-02-20'", Lost.Day },
            { "update staff_task set due_on = '2026-02-20'", Lost.Day },
            { "update signal set urgency = 'amber', escalate_on = null, next_on = '2026-02-20'", Lost.Day },
            { "delete from staff_task where kind = 'words'", Lost.Words },
            { "delete from staff_task where kind = 'safety'", Lost.Promise },
            { "delete from staff_task where kind = 'help'", Lost.Promise },
            { "delete from staff_task where kind = 'told'", Lost.Promise },
        };

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task What_is_lost_is_found_at_night_and_becomes_a_task_with_a_day(string sql, Lost lost)
    {
        if (lost == Lost.Day)
            await site.AddSignal(anna, kinds: "level");
        if (lost == Lost.Words || sql.Contains("staff_task"))
            await Wrote();
        if (lost == Lost.Promise)
            await Promised();
        await site.RunJobs();
        Assert.Null(await LostNow());
        Assert.False(await site.Part<CheckFollowed>().RunOneAsync());

        await site.Sql(sql);
        Assert.Equal(lost, await LostNow());
        site.Advance(TimeSpan.FromDays(1));
        Assert.False(await site.Part<CheckFollowed>().RunOneAsync());
        Assert.False(await site.Part<CheckFollowed>().RunOneAsync());

        Assert.Equal(
            1,
            await site.Count("staff_task", "kind = 'unfollowed' and done_at is null and due_on = '2026-03-05'")
        );
    }

    /// <summary>Of each promise one, with its task.</summary>
    private Task Promised() => site.Write(transaction => FollowedLawTests.Promise(transaction, site, anna, els));

    [Fact]
    public async Task The_coordinator_sees_it_and_it_goes_by_itself_once_a_day_is_agreed()
    {
        await site.Sql("update caregiver set status = 'aftercare'");
        site.Advance(TimeSpan.FromDays(1));
        await site.RunJobs();
        var list = await site.SignedIn();
        Assert.Has(Dutch("WorklistModel.Unfollowed.everything"), list.Text);
        Assert.Has("do 5 mrt", list.Text);

        await site.Sql("update caregiver set aftercare_on = '2026-04-01'");
        site.Advance(TimeSpan.FromDays(1));
        await site.RunJobs();

        Assert.Equal(0, await site.Count("staff_task", "kind = 'unfollowed' and done_at is null"));
        Assert.Lacks(Dutch("WorklistModel.Unfollowed.everything"), (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task A_look_comes_once_a_night_also_with_several_workers()
    {
        await site.Sql("update caregiver set status = 'aftercare'");
        site.Advance(TimeSpan.FromDays(1));
        var step = site.Part<CheckFollowed>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => step.RunOneAsync())));

        Assert.Equal(1, await site.Count("staff_task", "kind = 'unfollowed'"));
        Assert.False(await step.RunOneAsync());
        Assert.Equal(
            1,
            await site.Count("retention", $"what = 'followed' and done_on = '{site.Time.Today:yyyy-MM-dd}'")
        );
    }

    [Fact]
    public async Task Many_people_are_looked_at_a_page_at_a_time()
    {
        foreach (var number in Enumerable.Range(2, 400))
            await site.Add(Some.Person($"p{number}", "2026-03-02", email: $"p{number}@example.org"));
        await site.Sql("update caregiver set status = 'aftercare', aftercare_on = null");
        site.Advance(TimeSpan.FromDays(1));
        var step = site.Part<CheckFollowed>();

        Assert.Equal(
            (true, true, false, false),
            (await step.RunOneAsync(), await step.RunOneAsync(), await step.RunOneAsync(), await step.RunOneAsync())
        );

        Assert.Equal(401, await site.Count("staff_task", "kind = 'unfollowed'"));
    }

    [Theory]
    [InlineData("2026-02-23", false)]
    [InlineData("2026-02-20", true)]
    public async Task A_day_that_was_agreed_is_lost_more_than_five_working_days_after_it(string day, bool isLost)
    {
        await site.AddSignal(anna, "amber", "change");
        await site.Sql($"update signal set seen_at = '2026-02-02T09:00:00.000Z', next_on = '{day}'");

        Assert.Equal(isLost ? Lost.Day : null, await LostNow());
    }

    [Fact]
    public async Task Words_of_long_ago_that_nobody_was_asked_to_read_are_not_lost_each_night_again()
    {
        await Wrote();
        await site.Sql("delete from staff_task");
        Assert.Equal(Lost.Words, await LostNow());
        await Nights(1);
        Assert.Equal(1, await site.Count("staff_task", "kind = 'unfollowed' and done_at is null"));

        site.Advance(TimeSpan.FromDays(60));
        await site.RunJobs();

        Assert.Null(await LostNow());
        Assert.Equal(0, await site.Count("staff_task", "kind = 'unfollowed' and done_at is null"));
    }

    [Theory]
    [InlineData(ContactWay.Spoken, true)]
    [InlineData(ContactWay.NotReached, false)]
    public async Task A_talk_after_the_words_is_what_they_asked_for(ContactWay way, bool isFollowed)
    {
        await Wrote();
        await site.Sql("delete from staff_task");
        site.Advance(TimeSpan.FromHours(1));
        var signal = await site.AddSignal(anna, "amber", "change");
        await site.Contact(signal.Id, way, 7);

        Assert.Equal(isFollowed ? null : Lost.Words, await LostNow());
    }

    [Fact]
    public async Task Somebody_who_cannot_be_read_gets_a_task_and_does_not_end_the_look_at_those_behind()
    {
        var bram = await site.AddCaregiver("2", "Bram", nextDueOn: new DateOnly(2027, 1, 1));
        await site.Sql($"update caregiver set aftercare_on = 'kapot' where id = {anna}");
        await site.Sql($"update caregiver set status = 'aftercare', aftercare_on = null where id = {bram}");
        site.Advance(TimeSpan.FromDays(1));

        Assert.False(await site.Part<CheckFollowed>().RunOneAsync());

        Assert.Equal(
            1,
            await site.Count("retention", $"what = 'followed' and done_on = '{site.Time.Today:yyyy-MM-dd}'")
        );
        Assert.Equal(2, await site.Count("staff_task", "kind = 'unfollowed' and done_at is null"));
    }

    [Theory]
    [InlineData("update caregiver set status = 'aftercare'", "WorklistModel.Unfollowed.everything")]
    [InlineData("update signal set urgency = 'red', escalate_on = null", "WorklistModel.Unfollowed.day")]
    [InlineData("delete from staff_task where kind = 'words'", "WorklistModel.Unfollowed.words")]
    public async Task The_row_says_what_is_lost(string sql, string what)
    {
        if (sql.Contains("signal"))
            await site.AddSignal(anna, kinds: "level");
        if (sql.Contains("words"))
            await Wrote();
        await site.RunJobs();
        await site.Sql(sql);
        site.Advance(TimeSpan.FromDays(1));
        await site.Part<CheckFollowed>().RunOneAsync();

        Assert.Has(Dutch(what), (await site.SignedIn()).Text);
    }

    [Fact]
    public async Task An_agreed_day_that_went_by_is_said_once_to_who_agreed_it()
    {
        await site.AddSignal(anna, kinds: "level");
        await site.RunJobs();
        await site.Sql("update signal set urgency = 'amber', escalate_on = null, next_on = '2026-02-20'");
        site.Advance(TimeSpan.FromDays(1));
        await site.Part<CheckFollowed>().RunOneAsync();

        var list = await site.SignedIn();
        Assert.Equal(1, await site.Count("staff_task", "kind = 'unfollowed'"));
        Assert.Has(Dutch("Everywhere.LateTag"), list.Text);
        Assert.Lacks(Dutch("WorklistModel.Unfollowed.day"), list.Text);
    }

    [Fact]
    public async Task What_else_is_lost_is_said_beside_an_agreed_day_that_went_by()
    {
        await site.AddSignal(anna, kinds: "level");
        await Wrote();
        await site.RunJobs();
        await site.Sql("update signal set urgency = 'amber', escalate_on = null, next_on = '2026-02-20'");
        await site.Sql("delete from staff_task where kind = 'words'");
        site.Advance(TimeSpan.FromDays(1));
        await site.Part<CheckFollowed>().RunOneAsync();

        var list = await site.SignedIn();
        Assert.Has(Dutch("Everywhere.LateTag"), list.Text);
        Assert.Has(Dutch("WorklistModel.Unfollowed.words"), list.Text);
    }

    private async Task Wrote()
    {
        var checkIn = await site.Ask(anna);
        await site.Want(checkIn, "no", "Het is stil in huis.");
        await site.SaveCsi(checkIn, 0);
        Assert.True(await site.Send(checkIn));
    }

    private async Task Nights(int nights)
    {
        for (var night = 0; night < nights; night++)
        {
            site.Advance(TimeSpan.FromDays(1));
            await site.RunJobs();
        }
    }

    private async Task<Lost?> LostNow() =>
        Followed.LostBy(
            (await site.Read(transaction => FollowedTable.Of(transaction, [anna], site.Time))).Single(),
            site.Time.Today,
            site.Time.WorkingDays
        );
}
