using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Tests.Storage;

/// <summary>Marks that only the key makes, and what is locked with it.</summary>
public sealed class SealTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Seal seal;

    public SealTests() => seal = SealOf("a.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_mark_is_true_for_what_it_was_made_of_and_for_nothing_else()
    {
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var mark = seal.Mark("session", 1L, "ab", null, at);

        Assert.True(seal.IsTrue(mark, "session", 1L, "ab", null, at));
        Assert.False(seal.IsTrue(mark, "link", 1L, "ab", null, at));
        Assert.False(seal.IsTrue(mark, "session", 2L, "ab", null, at));
        Assert.False(seal.IsTrue(mark, "session", 1L, "a", "b", at));
        Assert.False(seal.IsTrue(mark, "session", 1L, "ab", "", at));
        Assert.False(seal.IsTrue(mark, "session", 1L, "ab", null, at.AddMilliseconds(1)));
        Assert.False(seal.IsTrue(null, "session", 1L, "ab", null, at));
        Assert.False(seal.IsTrue("", "session", 1L, "ab", null, at));
    }

    [Fact]
    public void Another_store_has_another_key_and_the_same_store_the_same()
    {
        var mark = seal.Mark("session", 1L);

        Assert.True(SealOf("a.db").IsTrue(mark, "session", 1L));
        Directory.CreateDirectory(Path.Combine(folder.Name, "elsewhere"));
        var other = SealOf("elsewhere/b.db");
        Assert.False(other.IsTrue(mark, "session", 1L));
        Assert.NotEqual(mark, other.Mark("session", 1L));
        Assert.False(other.IsTrue(mark, "session", 1L));
    }

    [Fact]
    public void What_is_locked_opens_for_its_owner_and_in_no_other_state()
    {
        var clear = Encoding.ASCII.GetBytes("a seed of twenty oct");

        var locked = seal.Lock("seed", 7, clear);

        Assert.Equal(clear, seal.Open("seed", 7, locked));
        Assert.NotEqual(locked, seal.Lock("seed", 7, clear));
        Assert.Null(seal.Open("seed", 8, locked));
        Assert.Null(seal.Open("other", 7, locked));
        Assert.Null(seal.Open("seed", 7, ""));
        Assert.Null(seal.Open("seed", 7, "no base 64!"));
        Assert.Null(seal.Open("seed", 7, "AAAA" + locked[4..]));
    }

    [Fact]
    public void A_key_is_for_its_owner_only_and_one_of_another_length_is_refused()
    {
        seal.Mark("session", 1L);
        var file = Path.Combine(folder.Name, "keys/seal.key");

        Assert.Equal("600", OwnerOnly.Octal(file));
        Assert.Equal(32, new FileInfo(file).Length);
        File.WriteAllText(file, "short");
        Assert.Throws<StorageException>(() => SealOf("a.db").Mark("session", 1L));
    }

    private Seal SealOf(string store) => new SqliteFile(Path.Combine(folder.Name, store)).Seal;
}
