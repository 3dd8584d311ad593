using CaregiverSignal.Record;
using CaregiverSignal.Retention;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Record;

/// <summary>Whatever is done to the record afterwards is found.</summary>
public sealed class RecordCheckTests() : AtASite("2026-03-02")
{
    private static readonly string[] Columns =
    [
        "at",
        "deed",
        "outcome",
        "by_role",
        "by_staff",
        "for_staff",
        "ground",
        "caregiver_id",
        "object",
        "session_id",
        "network",
        "version",
        "mark",
    ];

    private Recorder Recorder => site.Part<Recorder>();

    private byte[] Key => Recorder.KeyOf(site.Database.Engine).Value;

    [Fact]
    public void A_record_that_nobody_touched_is_whole_from_its_beginning_to_its_end()
    {
        Assert.True(Look().IsWhole);
        Write(7);
        Assert.True(Look() is { IsWhole: true, End.Lines: 7, Sealed.Lines: 0 });

        Seal();
        Write(2);

        Assert.True(Look() is { IsWhole: true, End.Lines: 9, Sealed.Lines: 7 });
        Assert.False(RecordCheckedWith(new byte[32]).IsWhole);
    }

    [Fact]
    public void Any_one_change_removal_swap_or_insertion_is_found()
    {
        var seed = LongRun.Seed();
        var random = new Random(seed);
        var days = 4;
        for (var day = 0; day < days; day++)
        {
            Write(random.Next(1, 12));
            Seal();
            site.Advance(TimeSpan.FromDays(1));
        }

        var ids = Ids();
        Write(3);
        for (var round = 0; round < LongRun.Of(150, 20000); round++)
        {
            var (what, tamper) = Tampering(random, ids);
            var verdict = After(tamper);
            Assert.False(verdict.IsWhole, $"{what} was not found (seed {seed}, round {round})");
        }

        Assert.True(Look() is { IsWhole: true });
    }

    [Fact]
    public void The_first_line_that_is_wrong_is_named()
    {
        Write(9);
        Seal();

        Assert.Equal(4, After(work => work.Execute("update record set by_staff = 99 where id in (4, 6)")).Line);
        Assert.Equal(5, After(work => work.Execute("delete from record where id in (5, 8)")).Line);
        Assert.Equal(
            3,
            After(work =>
            {
                work.Execute("update record set id = -1 where id = 3");
                work.Execute("update record set id = 3 where id = 7");
                work.Execute("update record set id = 7 where id = -1");
            }).Line
        );
        Assert.Equal(10, After(work => work.Execute(Copy, new { from = 2, to = 10 })).Line);
    }

    [Fact]
    public void That_the_end_was_cut_off_with_its_seal_shows_from_a_head_that_was_kept()
    {
        Write(3);
        Seal();
        var early = Look().End.Head;
        site.Advance(TimeSpan.FromDays(1));
        Write(3);
        Seal();
        var late = Look().End.Head;
        Write(1);

        Assert.True(Look(early).IsWhole);
        Assert.True(Look(late).IsWhole);
        Assert.Equal((4, false), Cut(null));
        Assert.Equal((null, true), Cut(null, withSeal: true));
        Assert.Equal((null, true), Cut(early, withSeal: true));
        Assert.Equal((4, false), Cut(late, withSeal: true));
        Assert.False(Look(late.Replace('a', 'b')).IsWhole && late.Contains('a', StringComparison.Ordinal));

        (long?, bool) Cut(string? head, bool withSeal = false)
        {
            var verdict = After(
                work =>
                {
                    work.Execute("delete from record where id > 3");
                    if (withSeal)
                        work.Execute("delete from record_seal where upto > 3");
                },
                head
            );
            return (verdict.Line, verdict.IsWhole);
        }
    }

    [Fact]
    public void Days_past_their_term_go_and_the_rest_is_still_whole()
    {
        for (var day = 0; day < 3; day++)
        {
            Write(4);
            Seal();
            site.Advance(TimeSpan.FromDays(1));
        }

        site.Advance(TimeSpan.FromDays(1825.5));
        Delete();

        Assert.Equal([9L, 10, 11, 12, 13, 14], Ids());
        Assert.Equal(
            "record/4,record/8",
            site.Joined("select object from record where deed = 'erase' and object like 'record%' order by id")
        );
        Assert.True(Look().IsWhole);
        Seal();
        Assert.True(Look().IsWhole);
        Assert.Equal(9, After(work => work.Execute("delete from record where id <= 10")).Line);
        Assert.Equal(8, After(work => work.Execute("delete from record_seal where upto = 8")).Line);
        Assert.Equal(8, After(work => work.Execute(Copy, new { from = 9, to = 8 })).Line);
        Assert.False(
            After(work => work.Execute("update record_seal set hash = mark from record where upto = 8")).IsWhole
        );
    }

    [Fact]
    public void Lines_that_are_gone_with_no_line_that_says_so_were_taken_away()
    {
        Write(4);
        Seal();
        site.Advance(TimeSpan.FromDays(1));
        Write(4);
        Seal();

        Assert.Equal(
            1,
            After(work =>
            {
                work.Execute("delete from record where id <= 4");
                work.Execute("delete from record_seal where upto < 4");
            }).Line
        );
    }

    [Fact]
    public async Task Lines_written_side_by_side_while_others_are_sealed_are_all_in_the_chain()
    {
        using var server = TestInstallation.OnPostgres();
        var (recorder, step) = (server.Part<Recorder>(), server.Part<SealRecord>());
        var writers = Enumerable
            .Range(0, 4)
            .Select(writer =>
                Task.Run(() =>
                {
                    for (var line = 0; line < 25; line++)
                        recorder.Add(Actor.Program, Verb.Send.Of(Thing.Signal), writer);
                })
            );

        var written = Task.WhenAll(writers);
        while (!written.IsCompleted)
            step.RunOne();
        await written;
        step.RunOne();

        var key = Recorder.KeyOf(server.Database.Engine).Value;
        var verdict = server.Database.Read(transaction => RecordCheck.Of(transaction, key, null));
        Assert.True(verdict is { IsWhole: true, Sealed.Lines: 100 }, verdict.Why);
    }

    private const string Copy = """
        insert into record (
            id, at, deed, outcome, by_role, by_staff, for_staff, ground, caregiver_id, object, session_id, network,
            version, mark)
        select
            @to, at, deed, outcome, by_role, by_staff, for_staff, ground, caregiver_id, object, session_id, network,
            version, mark
        from record
        where id = @from
        """;

    private void Write(int lines)
    {
        for (var line = 0; line < lines; line++)
            Recorder.Add(
                new Actor(ActorRole.Coordinator, 1, line % 2 == 0 ? 2 : null, Ground.Own, 5, "192.0.2.0/24"),
                line % 3 == 0 ? Verb.Look.Of(Thing.Case) : Verb.Add.Of(Thing.Contact),
                line + 1
            );
    }

    private void Seal()
    {
        while (site.Part<SealRecord>().RunOne()) { }
    }

    private void Delete()
    {
        while (site.Part<DeleteOld>().RunOne()) { }
    }

    private List<long> Ids() =>
        [.. site.Database.Read(transaction => transaction.All<long>("select id from record order by id"))];

    private static (string, Action<Transaction>) Tampering(Random random, List<long> ids)
    {
        var (one, other) = (ids[random.Next(ids.Count)], ids[random.Next(ids.Count)]);
        switch (random.Next(4))
        {
            case 0:
                var column = Columns[random.Next(Columns.Length)];
                return ($"A change of {column} in {one}", work => Change(work, column, one));
            case 1:
                return (
                    $"The removal of {one}",
                    work => work.Execute("delete from record where id = @one", new { one })
                );
            case 2 when one != other:
                return (
                    $"A swap of {one} and {other}",
                    work =>
                    {
                        work.Execute("update record set id = -1 where id = @one", new { one });
                        work.Execute("update record set id = @one where id = @other", new { one, other });
                        work.Execute("update record set id = @other where id = -1", new { other });
                    }
                );
            default:
                return (
                    $"A copy of {one} at the end",
                    work => work.Execute(Copy, new { from = one, to = ids[^1] + 50 })
                );
        }
    }

    private static void Change(Transaction work, string column, long id)
    {
        if (column == "mark")
            work.Execute("update record set mark = @mark where id = @id", new { mark = new byte[16], id });
        else if (column is "by_staff" or "for_staff" or "caregiver_id" or "session_id")
            work.Execute($"update record set {column} = coalesce({column}, 0) + 1 where id = @id", new { id });
        else
            work.Execute(
                $"update record set {column} = coalesce({column}, '') || '' || 'x' where id = @id",
                new { id }
            );
    }

    private RecordVerdict Look(string? head = null) =>
        site.Database.Read(transaction => RecordCheck.Of(transaction, Key, head is null ? null : KeptHead.Of(head)));

    private RecordVerdict RecordCheckedWith(byte[] key) =>
        site.Database.Read(transaction => RecordCheck.Of(transaction, key, null));

    /// <summary>What the check says once something was done to the record, which is then undone.</summary>
    private RecordVerdict After(Action<Transaction> tamper, string? head = null)
    {
        var key = Key;
        RecordVerdict? verdict = null;
        Assert.Throws<UndoneException>(() =>
            site.Database.Write(transaction =>
            {
                tamper(transaction);
                verdict = RecordCheck.Of(transaction, key, head is null ? null : KeptHead.Of(head));
                throw new UndoneException();
            })
        );
        return verdict!;
    }

    private sealed class UndoneException : Exception;
}
