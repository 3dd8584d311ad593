using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Tests.Questionnaires;

public sealed class InstrumentsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var missing = Path.Combine(folder.Name, "nowhere");

        var loaded = Instruments.Load(missing);

        Assert.False(loaded.IsGood);
        Assert.Contains(missing, Assert.Single(loaded.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_questionnaires_is_named_even_with_a_plan_in_it()
    {
        folder.Write("plan.json", "{}");

        var loaded = Instruments.Load(folder.Name);

        Assert.Contains(folder.Name, Assert.Single(loaded.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_all_files_are_told_together_and_nothing_is_loaded()
    {
        folder.Write("small-v1.json", Some.SmallFile);
        folder.Write("a-v1.json", "{");
        folder.Write("b-v1.json", Some.SmallFile);

        var loaded = Instruments.Load(folder.Name);

        Assert.Null(loaded.Instruments);
        Assert.Equal(["a-v1.json", "b-v1.json"], loaded.Faults.Select(fault => fault.Where));
    }

    [Fact]
    public void The_newest_version_is_asked_and_an_older_one_stays_readable()
    {
        folder.Write("small-v1.json", Some.SmallFile);
        folder.Write("small-v2.json", Version(2));
        folder.Write("small-v10.json", Version(10));

        var instruments = Instruments.Load(folder.Name).Instruments!;

        Assert.Equal(10, instruments.Newest("small").Version);
        Assert.Equal(1, instruments.Get("small", 1).Version);
        Assert.Equal([1, 2, 10], instruments.All.Select(one => one.Version));
    }

    [Fact]
    public void An_unknown_key_or_version_is_refused_with_what_is_known()
    {
        var unknown = Assert.Throws<KeyNotFoundException>(() => Some.Instruments.Newest("nope"));

        Assert.Contains("csi", unknown.Message, StringComparison.Ordinal);
        Assert.Null(Some.Instruments.Find("nope"));
        Assert.Throws<KeyNotFoundException>(() => Some.Instruments.Get("csi", 99));
    }

    [Fact]
    public void A_changed_file_has_another_hash()
    {
        folder.Write("small-v1.json", Some.SmallFile);
        var before = Instruments.Load(folder.Name).Instruments!.Newest("small").Hash;
        folder.Write("small-v1.json", Some.SmallFile.Replace("Bent u blij?", "Bent u nu blij?", StringComparison.Ordinal));

        var after = Instruments.Load(folder.Name).Instruments!.Newest("small").Hash;

        Assert.Matches("^[0-9a-f]{64}$", before);
        Assert.NotEqual(before, after);
    }

    private static string Version(int version) => Some.SmallFile.Replace("\"version\": 1,", $"\"version\": {version},", StringComparison.Ordinal);
}
