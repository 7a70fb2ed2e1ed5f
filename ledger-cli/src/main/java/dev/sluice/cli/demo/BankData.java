package dev.sluice.cli.demo;

import dev.sluice.cli.postings.PostingColumn;
import dev.sluice.cli.postings.PostingFile;
import dev.sluice.cli.postings.PostingFormat;
import java.io.FileNotFoundException;
import java.util.Map;
import java.util.Set;

/** The postings of a real bank; where they come from is told beside the file. */
final class BankData {

    /** Stands before the bank's number of an account. */
    static final String ACCOUNT_PREFIX = "bank-";

    private static final String RESOURCE = "bank.csv.gz";

    private BankData() {}

    static PostingFile file() {
        return new PostingFile(
                () -> {
                    var stream = BankData.class.getResourceAsStream(RESOURCE);
                    if (stream == null) {
                        throw new FileNotFoundException(RESOURCE);
                    }
                    return stream;
                },
                new PostingFormat(
                        RESOURCE,
                        Map.of(PostingColumn.ACCOUNT, "account_id", PostingColumn.KEY, "transaction_id"),
                        Set.of("sequence", "date"),
                        ACCOUNT_PREFIX));
    }
}
