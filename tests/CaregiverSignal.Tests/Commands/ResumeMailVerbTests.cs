namespace CaregiverSignal.Tests.Commands;

/// <summary>The operator's word through the real program.</summary>
public sealed class ResumeMailVerbTests : IDisposable
{
    private readonly ProgramFolder program = new(isBare: true);

    public ResumeMailVerbTests()
    {
        program.Environment["Mail__Window"] = "00:00-24:00";
        program.Environment["Mail__Days"] = "Mon-Sun";
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_copied_store_mails_only_after_the_operators_word()
    {
        program.Write("in/people.csv", "person,enrolled,first_name,email\np1,2026-03-02,Anna,anna@example.org\n");
        program.Run("import", "in");
        Assert.Equal(0, program.Run("tick").Code);
        Assert.Equal((0, "Mail is not held: nothing to resume.\n", ""), program.Run("resume-mail"));
        program.Write("more/people.csv", "person,enrolled,first_name,email\np2,2026-03-02,Bert,bert@example.org\n");
        program.Run("import", "more");
        File.Delete(program.Path("data.mailfence"));

        var check = program.Run("check");
        Assert.Equal(1, check.Code);
        Assert.Has("FAIL  mail held      nothing is mailed: the store was copied or moved here", check.Output);
        var held = program.Run("tick");
        Assert.Equal(1, held.Code);
        Assert.Has("See resume-mail.", held.Error);
        var asked = program.Run("resume-mail");
        Assert.Equal(1, asked.Code);
        Assert.Has("1  people whose check-in is due, and who will be asked", asked.Output);
        Assert.Has("What people said after that copy was made, a pause or a stop, is not in it", asked.Output);
        Assert.Ends("Nothing was changed; mail is still held.\n", asked.Error);
        Assert.Single(Directory.GetFiles(program.Path("data", "mail"), "*.eml"));

        var (code, output, error) = program.Run("resume-mail", "--yes");

        Assert.Equal((0, ""), (code, error));
        Assert.Ends("Mail goes out again.\n", output);
        Assert.Equal(0, program.Run("tick").Code);
        Assert.Equal(2, Directory.GetFiles(program.Path("data", "mail"), "*.eml").Length);
        Assert.Has("ok    mail held", program.Run("check").Output);
    }

    [Fact]
    public void What_goes_beyond_a_days_limit_waits_and_needs_nobodys_word()
    {
        program.Environment["Mail__PerDay"] = "2";
        program.Write(
            "in/people.csv",
            "person,enrolled,first_name,email\n"
                + string.Concat(Enumerable.Range(1, 4).Select(n => $"p{n},2026-03-02,Anna,anna{n}@example.org\n"))
        );
        program.Run("import", "in");

        Assert.Equal(0, program.Run("tick").Code);
        Assert.Equal(2, Directory.GetFiles(program.Path("data", "mail"), "*.eml").Length);
        Assert.Has("ok    mail held", program.Run("check").Output);
        program.Environment["Mail__PerDay"] = "3";
        Assert.Equal(0, program.Run("tick").Code);

        Assert.Equal(3, Directory.GetFiles(program.Path("data", "mail"), "*.eml").Length);
    }
}
