using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Tests.People;

/// <summary>On a server what somebody tells stands in an index, which has less room than a page.</summary>
public sealed class LongWordsTests : IDisposable
{
    private readonly TestInstallation site = TestInstallation.OnPostgres().On("2026-03-02");

    public void Dispose() => site.Dispose();

    /// <summary>Letters of two octets that hardly repeat, as no index of a server takes when there are many.</summary>
    private static string Dense(int length)
    {
        var random = new Random(1);
        return new([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(0x430, 0x4FF))]);
    }

    [Fact]
    public async Task A_note_of_any_letters_is_stored()
    {
        var anna = await site.AddCaregiver();
        var words = Dense(Typed.LongestNote);

        await site.Write(transaction =>
            Happen.Tell(
                transaction,
                new Telling(anna, [EventKind.Fall], site.Time.Today, Way.Link) { Note = words },
                site.Time
            )
        );

        Assert.Equal(words, await Stored());
        Assert.Equal("Fall,Other", await site.Joined("select kind from event order by id"));
    }

    [Fact]
    public async Task Words_as_long_as_a_page_takes_are_stored_whole()
    {
        var anna = await site.AddCaregiver();
        var words = Dense(4000);

        await site.Write(transaction => LifeChange.Say(transaction, anna, words, site.Time));

        Assert.Equal(words, await Stored());
        Assert.Equal(1, await site.Count("staff_task", "kind = 'told' and done_at is null"));
        await site.Write(transaction => LifeChange.Say(transaction, anna, words, site.Time));
        Assert.Equal(words, await Stored());
    }

    private async Task<string> Stored() => (await site.Joined("select note from event order by id")).Replace(",", "");
}
