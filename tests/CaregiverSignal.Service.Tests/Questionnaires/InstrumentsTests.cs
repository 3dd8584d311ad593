namespace CaregiverSignal.Tests.Questionnaires;

public sealed class InstrumentsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var missing = Path.Combine(folder.Name, "nowhere");

        var loaded = QuestionnaireFolder.Load(missing);

        Assert.False(loaded.IsGood);
        Assert.Has(missing, Assert.Single(loaded.Faults).ToString());
    }

    [Fact]
    public void A_folder_without_questionnaires_is_named_even_with_a_plan_in_it()
    {
        folder.Write("plan.json", "{}");

        var loaded = QuestionnaireFolder.Load(folder.Name);

        Assert.Has(folder.Name, Assert.Single(loaded.Faults).ToString());
    }

    [Fact]
    public void Faults_of_all_files_are_told_together_and_nothing_is_loaded()
    {
        WriteSmall(1);
        folder.Write("a-v1.json", "{");
        folder.Write("b-v1.json", "[]");

        var loaded = QuestionnaireFolder.Load(folder.Name);

        Assert.Null(loaded.Instruments);
        Assert.Equal(["a-v1.json", "b-v1.json"], loaded.Faults.Select(fault => fault.Where));
    }

    [Fact]
    public void A_short_form_that_does_not_exist_is_told_beside_other_faults()
    {
        WriteSmall(1);
        folder.Write(
            "small-v1.json",
            Some.SmallFile.Replace(
                "\"interval\"",
                "\"shortForm\": { \"key\": \"tiny\", \"source\": \"ours\" }, \"interval\""
            )
        );
        folder.Write("a-v1.json", "{");

        var loaded = QuestionnaireFolder.Load(folder.Name);

        Assert.Equal(
            ["a-v1.json: line 1, column 2", "small-v1.json: shortForm.key"],
            loaded.Faults.Select(fault => $"{fault.Where}: {fault.Place}")
        );
        Assert.Has("'tiny' is not a questionnaire; known are a, small", loaded.Faults[1].Message);
    }

    [Fact]
    public void An_overlay_that_is_a_file_is_refused()
    {
        WriteSmall(1);
        folder.Write("words.txt", "");
        var overlay = Path.Combine(folder.Name, "words.txt");

        var fault = Assert.Single(QuestionnaireFolder.Load(folder.Name, overlay).Faults);

        Assert.Equal(overlay, fault.Where);
        Assert.Has("cannot be read as a folder", fault.Message);
    }

    [Fact]
    public void The_newest_version_is_asked_and_an_older_one_stays_readable()
    {
        WriteSmall(1);
        WriteSmall(2);
        WriteSmall(10);

        var instruments = QuestionnaireFolder.Load(folder.Name).Instruments!;

        Assert.Equal(10, instruments.Newest("small").Version);
        Assert.Equal(1, instruments.Get("small", 1).Version);
        Assert.Equal([1, 2, 10], instruments.All.Select(instrument => instrument.Version));
    }

    [Fact]
    public void An_unknown_key_or_version_is_refused_with_what_is_known()
    {
        var unknown = Assert.Throws<KeyNotFoundException>(() => Some.Instruments.Newest("nope"));

        Assert.Has("csi", unknown.Message);
        Assert.Null(Some.Instruments.Find("nope"));
        Assert.Throws<KeyNotFoundException>(() => Some.Instruments.Get("csi", 99));
    }

    [Fact]
    public void A_changed_file_has_another_hash()
    {
        WriteSmall(1);
        var before = QuestionnaireFolder.Load(folder.Name).Instruments!.Newest("small");
        folder.Write("small-v1.json", Some.SmallFile.Replace("Nothing.", "Something."));
        folder.Write("small-v1.wording.json", Some.SmallWording.Replace("Bent u blij?", "Bent u nu blij?"));

        var after = QuestionnaireFolder.Load(folder.Name).Instruments!.Newest("small");

        Assert.Matches("^[0-9a-f]{64}$", before.Hash);
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.NotEqual(before.Wording.Hash, after.Wording.Hash);
    }

    [Fact]
    public void Words_and_numbers_in_the_overlay_folder_are_taken_up()
    {
        WriteSmall(1);
        folder.Write("overlay/small-v1.wording.json", Some.SmallWording.Replace("own-1", "official-1"));
        folder.Write("overlay/small-v1.scales.json", Some.SmallScales);

        var small = QuestionnaireFolder.Load(folder.Name).Instruments!.Newest("small");

        Assert.Equal(("official-1", "nl-1"), (small.Wording.Version, small.Supply!.Set));
    }

    [Theory]
    [InlineData("small-v2.wording.json", "belongs to no questionnaire")]
    [InlineData("overlay/smal-v1.wording.json", "belongs to no questionnaire")]
    [InlineData("overlay/small-v1.json", "is not known here")]
    public void A_file_that_belongs_to_nothing_is_told_rather_than_passed_over(string name, string message)
    {
        WriteSmall(1);
        folder.Write(name, Some.SmallWording);

        var fault = Assert.Single(QuestionnaireFolder.Load(folder.Name).Faults);

        Assert.Equal(name, fault.Where);
        Assert.Has(message, fault.Message);
    }

    private void WriteSmall(int version)
    {
        folder.Write($"small-v{version}.json", Some.SmallFile.Replace("\"version\": 1,", $"\"version\": {version},"));
        folder.Write(
            $"small-v{version}.wording.json",
            Some.SmallWording.Replace("\"version\": 1,", $"\"version\": {version},")
        );
    }
}
