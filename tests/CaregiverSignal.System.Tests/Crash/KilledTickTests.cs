namespace CaregiverSignal.Tests.Crash;

/// <summary>The program is ended at any moment and started again: everybody is invited, and nobody twice.</summary>
/// <remarks>
/// Ending a process proves that work is all or nothing; it does not prove durability, because the system keeps what was
/// written. Kills are more where the program was quicker than its end.
/// </remarks>
public class KilledTickTests
{
    private const int People = 30;
    private const string At = "2026-03-02T09:00:00Z";

    private const int Rounds = 60;

    [LargeFact]
    public async Task Everybody_is_invited_once_however_often_the_program_is_killed()
    {
        using var imported = new ProgramFolder();
        await imported.RunAsync("import", imported.WritePeople(People, "2026-03-02"));
        Directory.CreateDirectory(Path.Combine(imported.Data, "mail"));
        var events = await CountEventsAsync(imported);
        var random = new Random(LongRun.Seed());

        var killed = 0;
        for (var round = 0; round < Rounds || (killed < Rounds / 2 && round < 5 * Rounds); round++)
        {
            using var folder = new ProgramFolder();
            folder.TakeData(imported);
            for (var time = random.Next(1, 4); time > 0; time--)
                killed += await FileEvents.KillAsync(folder, random.Next(1, events), "tick", "--at", At) ? 1 : 0;

            await folder.RunAsync("tick", "--at", At);

            AssertEverybodyIsInvitedOnce(folder, $"round {round}");
            Assert.Begins("0 items done", await folder.RunAsync("tick", "--at", At));
        }

        Assert.True(killed >= Rounds / 2, $"Only {killed} kills met a running program in {5 * Rounds} rounds.");
    }

    private static async Task<int> CountEventsAsync(ProgramFolder imported)
    {
        using var folder = new ProgramFolder();
        folder.TakeData(imported);
        var seen = await FileEvents.CountAsync(folder, "tick", "--at", At);

        AssertEverybodyIsInvitedOnce(folder, "undisturbed");
        Assert.InRange(seen, People, int.MaxValue);
        return seen;
    }

    private static void AssertEverybodyIsInvitedOnce(ProgramFolder folder, string when)
    {
        Assert.True(folder.Query("pragma integrity_check") is ["ok"], when);
        Assert.True(folder.Query("pragma foreign_key_check").Count == 0, when);

        var sent = folder.Query(
            """
            select mail.id
            from check_in join mail on mail.dedupe_key = 'invite:' || check_in.id
            where mail.kind = 'invitation' and mail.state = 'sent'
            order by mail.id
            """
        );
        var files = folder.Mails.Select(Path.GetFileName).ToList();
        var addressees = folder
            .Mails.Select(mail => ReadMail.From(File.ReadAllBytes(mail)).Header("To").Trim('<', '>'))
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(
            folder.Query("select count(*), count(distinct caregiver_id) from check_in") is [var counts]
                && counts == $"{People}|{People}",
            when
        );
        Assert.True(
            folder.Query("select count(*) from mail").Single() == People.ToString(CultureInfo.InvariantCulture),
            when
        );
        Assert.Equal(sent.Select(id => id + ".eml"), files);
        Assert.Equal(
            Enumerable.Range(1, People).Select(n => $"persoon{n}@example.org").Order(StringComparer.Ordinal),
            addressees
        );
    }
}
