using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Tests.Delivery;

/// <summary>The lists of the mail ledger cost the same however many mails there are.</summary>
public sealed class LedgerListsTests() : AtASite()
{
    [Fact]
    public async Task No_list_looks_through_all_mail_or_all_that_came_back()
    {
        using var sent = new SentStatements(site);

        await site.Read(async transaction =>
        {
            foreach (var group in MailLedgerTable.Groups)
                await MailLedgerTable.In(transaction, group, site.Time, 50);
            return true;
        });

        Assert.True(sent.Count >= MailLedgerTable.Groups.Count, $"Only {sent.Count} statements were sent.");
        await sent.AssertNoneReadsAllOfATable();
    }

    [Fact]
    public async Task Neither_sending_nor_tidying_looks_through_all_mail()
    {
        await PostMails.Add(site, "ready", null, "digest");
        using var sent = new SentStatements(site);

        await site.Part<SendMail>().TidyUpAsync();
        Assert.True(await site.Part<SendMail>().RunOneAsync(Some.Stop));

        Assert.True(sent.Count > 8, $"Only {sent.Count} statements were sent.");
        await sent.AssertNoneReadsAllOfATable();
    }

    [Fact]
    public async Task A_statement_that_does_is_found()
    {
        TestPostgres.SkipWhereWanted();
        using var sent = new SentStatements(site);
        await site.Read(transaction => transaction.All<string>("select id from mail where lower(kind) = 'x'"));

        var found = await Assert.ThrowsAnyAsync<Exception>(sent.AssertNoneReadsAllOfATable);

        Assert.Has("SCAN mail: select id from mail", found.Message);
    }
}
