using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Record;

/// <summary>The verb as an operator uses it.</summary>
public sealed class CheckRecordVerbTests : IDisposable
{
    private readonly ProgramFolder program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public void It_says_whether_the_record_is_whole_and_compares_it_with_a_head_that_was_kept()
    {
        program.Run("import", program.WritePeople(2, "2099-01-01"));
        program.Run("export", "--out", program.Path("out"));
        program.Run("tick");

        var (code, output, error) = program.Run("check", "--record");

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(
            @"^ok    record         all 4 lines are as they were written, 0 of them not sealed yet; head 4:[0-9a-f]{64}\n$",
            output
        );
        var head = output.Trim().Split(' ')[^1];
        Assert.Equal(["import", "add", "add", "export"], program.Query("select deed from record order by id"));
        Assert.Equal(0, program.Run("check", "--record", "--since-head", head).Code);
        program.Query("update record set by_role = 'program' where id = 1");
        Assert.Equal(
            (1, "FAIL  record         line 1 was changed, or was not written with this store's key\n", ""),
            program.Run("check", "--record")
        );
        Assert.Equal(1, program.Run("check", "--since-head", "2").Code);
    }
}
